package io.patchbay.admin.rest;

import java.util.List;

/** Where an argument of a procedure is taken from. */
sealed interface Input {
    /** What stands for that name in the path. */
    record InPath(String name) implements Input {}

    /** What stands for that name in the path, as a list of one. */
    record AsList(String name) implements Input {}

    /** The id that stands for that name in the path. */
    record AsId(String name) implements Input {}

    /** A parameter of the query, which must be there. */
    record InQuery(String name) implements Input {}

    /** An object of which a parameter of the query is the only member. */
    record QueryObject(String name) implements Input {}

    /** A member of the body, under the first of these names that is there. */
    record Member(List<String> names, boolean isRequired) implements Input {}

    /** The whole body, an object. */
    record Body() implements Input {}
}
