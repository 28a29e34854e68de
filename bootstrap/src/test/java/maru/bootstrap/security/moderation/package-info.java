/** What operators do about people: tried with the real server, at its console and its sockets. */
@org.jspecify.annotations.NullMarked
package maru.bootstrap.security.moderation;
