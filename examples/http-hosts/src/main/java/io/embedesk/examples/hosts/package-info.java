/** The webhook on servers without a framework round them: that of the JDK, a servlet container, Javalin. */
@org.jspecify.annotations.NullMarked
package io.embedesk.examples.hosts;
