/** What is shipped, run as an operator runs it: by its script, its files and signals. */
package io.patchbay.itests.distribution;
