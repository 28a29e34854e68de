package maru.application.port;

import java.util.List;
import maru.domain.kv.Entry;

/**
 * What a store had at one moment.
 *
 * @param entries in the order of their keys
 * @param asOf the number of the last change that is in it: later changes have higher versions
 */
public record Snapshot(List<Entry> entries, long asOf) {}
