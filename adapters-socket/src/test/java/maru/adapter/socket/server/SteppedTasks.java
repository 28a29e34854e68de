package maru.adapter.socket.server;

import io.netty.channel.EventLoop;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;

/** The tasks of an event loop, which the test runs, one by one if it likes. */
final class SteppedTasks {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int handedOver;
    private int timers;

    /** The same event loop, but for the tasks that it is given: those come here. */
    EventLoop eventLoop(EventLoop rest) {
        return (EventLoop) Proxy.newProxyInstance(
                EventLoop.class.getClassLoader(), new Class<?>[] {EventLoop.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        add((Runnable) arguments[0]);
                        return null;
                    }
                    if (method.getName().equals("schedule")) {
                        timers++;
                    }
                    return method.invoke(rest, arguments);
                });
    }

    private void add(Runnable task) {
        handedOver++;
        tasks.add(task);
    }

    /** How many there ever were. */
    int handedOver() {
        return handedOver;
    }

    /** How many things were to be done at some later time. */
    int timers() {
        return timers;
    }

    /** Runs the next one. Returns whether there was one. */
    boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }
}
