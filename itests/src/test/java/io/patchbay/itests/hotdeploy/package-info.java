/** What may be exchanged in a running router, shown inside a framework with Pax Exam. */
package io.patchbay.itests.hotdeploy;
