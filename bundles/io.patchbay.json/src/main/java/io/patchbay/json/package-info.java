/**
 * JSON as maps, lists, strings, numbers, booleans and nulls. For bundles that read or write a
 * document now and then; WAMP messages have serializers.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
