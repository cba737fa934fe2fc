package io.patchbay.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a feature file of the OSGi Feature Service specification (chapter 159), as far as the
 * launcher follows it: bundles and their {@code start-level}. Whatever else would change what is
 * started is refused rather than passed over.
 */
final class FeatureFile {
    static final int DEFAULT_START_LEVEL = 20;
    static final int HIGHEST_START_LEVEL = 99;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    private static final Set<String> DESCRIPTIVE =
            Set.of(
                    "feature-resource-version",
                    "id",
                    "name",
                    "description",
                    "docURL",
                    "license",
                    "SCM",
                    "vendor",
                    "categories",
                    "complete");

    private final Path file;
    private final List<Feature.Entry> bundles = new ArrayList<>();

    private FeatureFile(Path file) {
        this.file = file;
    }

    static Feature read(Path file) {
        var reader = new FeatureFile(file);
        try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
            reader.feature(json);
        } catch (NoSuchFileException e) {
            throw new StartFailure(file + ": no such feature file", e);
        } catch (JsonParseException e) {
            throw new StartFailure(
                    "%s: line %d: no valid JSON: %s"
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new StartFailure("%s: cannot be read: %s".formatted(file, e), e);
        }
        return new Feature(nameOf(file), List.copyOf(reader.bundles));
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    }

    private void feature(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.START_OBJECT, "feature", "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (key.equals("bundles")) {
                expect(json, json.nextToken(), JsonToken.START_ARRAY, key, "a list");
                bundles(json);
            } else if (DESCRIPTIVE.contains(key)) {
                json.nextToken();
                json.skipChildren();
            } else {
                throw unknown(key, "bundles, " + String.join(", ", DESCRIPTIVE));
            }
        }
    }

    private void bundles(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String key = "bundles[" + bundles.size() + "]";
            expect(json, json.currentToken(), JsonToken.START_OBJECT, key, "an object");
            bundles.add(bundle(json, key));
        }
    }

    private Feature.Entry bundle(JsonParser json, String key) throws IOException {
        BundleId id = null;
        int startLevel = DEFAULT_START_LEVEL;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = id(json, value, key + ".id");
                case "start-level" -> startLevel = startLevel(json, value, key + "." + name);
                default -> throw unknown(key + "." + name, "id, start-level");
            }
        }
        if (id == null) {
            throw StartFailure.invalid(file, key + ".id", "(missing)", "group:artifact:version");
        }
        return new Feature.Entry(id, startLevel);
    }

    private BundleId id(JsonParser json, JsonToken token, String key) throws IOException {
        String expectation = "group:artifact:version or group:artifact:jar:classifier:version";
        expect(json, token, JsonToken.VALUE_STRING, key, expectation);
        String text = json.getText();
        return BundleId.parse(text)
                .orElseThrow(() -> StartFailure.invalid(file, key, text, expectation));
    }

    private int startLevel(JsonParser json, JsonToken token, String key) throws IOException {
        String expectation = "a whole number from 1 to " + HIGHEST_START_LEVEL;
        expect(json, token, JsonToken.VALUE_NUMBER_INT, key, expectation);
        long level = json.getLongValue();
        if (level < 1 || level > HIGHEST_START_LEVEL) {
            throw StartFailure.invalid(file, key, level, expectation);
        }
        return (int) level;
    }

    private void expect(
            JsonParser json, JsonToken found, JsonToken wanted, String key, String expectation)
            throws IOException {
        if (found != wanted) {
            String value = found == null ? "(nothing)" : json.getText();
            throw StartFailure.invalid(file, key, value, expectation);
        }
    }

    private StartFailure unknown(String key, String known) {
        return new StartFailure(
                "%s: %s: unknown key, the launcher knows %s".formatted(file, key, known));
    }
}
