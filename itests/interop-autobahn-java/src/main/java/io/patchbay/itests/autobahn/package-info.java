/** autobahn-java behind the protocol of the interop tests; a process of its own. */
package io.patchbay.itests.autobahn;
