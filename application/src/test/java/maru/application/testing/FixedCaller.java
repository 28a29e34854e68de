package maru.application.testing;

import maru.application.port.Caller;
import maru.application.port.Lane;

/** A caller that is nothing but its number and its lane. */
public record FixedCaller(long id, Lane lane) implements Caller {}
