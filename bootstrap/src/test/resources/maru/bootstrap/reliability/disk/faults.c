/*
 * Loaded before the C library (LD_PRELOAD): calls on files fail, or take their time, as a file says that the test writes.
 *
 * The file of rules is mapped, named by MARU_FAULTS. It begins with "OP END ERRNO MILLIS SKIP COUNT
 * GENERATION": from now on OP (sync, write, read, open) on paths that end in END fails with ERRNO (0: does not fail) after
 * MILLIS, the first SKIP such calls excepted, COUNT times (-1: always). With a zero byte at the beginning nothing does. At
 * byte 4096 stands how often that was since the last change of GENERATION, as an int.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile char *rules;
static volatile int *fired;
static int generation = -1;
static int passed;

static void *original(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void map_rules(void) {
    const char *name = getenv("MARU_FAULTS");
    int fd = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR) : -1;
    if (fd >= 0) {
        void *mapped = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) {
            fired = (volatile int *)((char *)mapped + 4096);
            rules = mapped;
        }
        close(fd);
    }
}

static int ends_in(const char *path, const char *end) {
    size_t length = strlen(path), least = strlen(end);
    return length >= least && !strcmp(path + length - least, end);
}

/* Whether the call is to fail, with errno set. */
static int path_fails(const char *op, const char *path) {
    char wanted[16], end[128];
    int error, millis, skip, count, change;
    int read = sscanf((const char *)rules, "%15s %127s %d %d %d %d %d", wanted, end, &error, &millis, &skip, &count,
                      &change);
    if (read != 7 || strcmp(op, wanted) || !ends_in(path, end)) {
        return 0;
    }
    if (__atomic_exchange_n(&generation, change, __ATOMIC_SEQ_CST) != change) {
        passed = 0;
        *fired = 0;
    }
    if (__atomic_fetch_add(&passed, 1, __ATOMIC_SEQ_CST) < skip || (count >= 0 && *fired >= count)) {
        return 0;
    }
    __atomic_fetch_add(fired, 1, __ATOMIC_SEQ_CST);
    if (millis > 0) {
        struct timespec time = {millis / 1000, millis % 1000 * 1000000L};
        nanosleep(&time, 0);
    }
    errno = error;
    return error != 0;
}

static int fails(const char *op, int fd) {
    char link[32], path[512];
    if (!rules || !*rules) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return path_fails(op, path);
}

#define CALL(type, name, op, parameters, arguments)                     \
    type name parameters {                                              \
        static type(*call) parameters;                                  \
        if (!call) call = (type(*) parameters)original(#name);          \
        return fails(op, fd) ? -1 : call arguments;                     \
    }

CALL(int, fsync, "sync", (int fd), (fd))
CALL(int, fdatasync, "sync", (int fd), (fd))
CALL(ssize_t, pwrite64, "write", (int fd, const void *b, size_t n, off64_t at), (fd, b, n, at))
CALL(ssize_t, write, "write", (int fd, const void *b, size_t n), (fd, b, n))
CALL(ssize_t, pread64, "read", (int fd, void *b, size_t n, off64_t at), (fd, b, n, at))

int open64(const char *path, int flags, ...) {
    static int (*call)(const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    if (!call) call = (int (*)(const char *, int, ...))original("open64");
    return rules && *rules && path_fails("open", path) ? -1 : call(path, flags, mode);
}
