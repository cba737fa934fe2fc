/** Peers that send what comes to their mind, and proof that they harm nobody but themselves. */
package io.patchbay.itests.fuzz;
