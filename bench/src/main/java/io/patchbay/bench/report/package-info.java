/**
 * Turns the JSON lines of many runs into one table for people: medians, ratios, spread. Knows
 * nothing of how the lines came to be.
 */
@NullMarked
package io.patchbay.bench.report;

import org.jspecify.annotations.NullMarked;
