package io.patchbay.launcher;

import ch.qos.logback.classic.Level;

import org.slf4j.Logger;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * {@code etc/logging.properties}. A value that makes no sense is complained of and passed over: a
 * router without the logging that was meant is better than none.
 */
final class LogSettings {
    private static final String LEVEL = "level";
    private static final int MOST_FILES = 20;
    private static final int LARGEST_FILE_MB = 99_999;

    private final Path source;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Level> levels = new HashMap<>();
    private boolean json;
    private boolean file = true;
    private int fileSizeMb = 50;
    private int fileCount = 10;

    private LogSettings(Path source) {
        this.source = source;
        levels.put(Logger.ROOT_LOGGER_NAME, Level.INFO);
    }

    /** A missing file means defaults. */
    static LogSettings read(Path source) {
        var settings = new LogSettings(source);
        if (Files.exists(source)) {
            settings.load();
        }
        return settings;
    }

    /** What is wrong with the file, a line each. */
    List<String> complaints() {
        return complaints;
    }

    /** By name of the logger; the root among them. */
    Map<String, Level> levels() {
        return levels;
    }

    /** Whether a line is a JSON object. */
    boolean json() {
        return json;
    }

    /** Whether a file is written besides the console. */
    boolean file() {
        return file;
    }

    int fileSizeMb() {
        return fileSizeMb;
    }

    /** How many older files are kept. */
    int fileCount() {
        return fileCount;
    }

    private void load() {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(source)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            complaints.add("%s: cannot be read: %s".formatted(source, e));
        }
        properties.forEach((key, value) -> set(key.toString(), value.toString().strip()));
    }

    private void set(String key, String value) {
        switch (key) {
            case LEVEL -> level(Logger.ROOT_LOGGER_NAME, key, value);
            case "format" -> json = choice(key, value, "json", "text", json);
            case "file" -> file = choice(key, value, "true", "false", file);
            case "file.size.mb" -> fileSizeMb = number(key, value, LARGEST_FILE_MB, fileSizeMb);
            case "file.count" -> fileCount = number(key, value, MOST_FILES, fileCount);
            default -> other(key, value);
        }
    }

    private void other(String key, String value) {
        if (key.startsWith(LEVEL + ".")) {
            level(key.substring(LEVEL.length() + 1), key, value);
        } else {
            complain(
                    key,
                    value,
                    "one of level, level.LOGGER, format, file, file.size.mb, file.count");
        }
    }

    private void level(String logger, String key, String value) {
        Level level = Level.toLevel(value, null);
        if (level == null) {
            complain(key, value, "TRACE, DEBUG, INFO, WARN, ERROR or OFF");
        } else {
            levels.put(logger, level);
        }
    }

    private boolean choice(String key, String value, String yes, String no, boolean fallback) {
        if (value.equals(yes) || value.equals(no)) {
            return value.equals(yes);
        }
        complain(key, value, yes + " or " + no);
        return fallback;
    }

    private int number(String key, String value, int most, int fallback) {
        if (value.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        complain(key, value, "a whole number from 1 to " + most);
        return fallback;
    }

    private void complain(String key, String value, String expectation) {
        complaints.add("%s: %s = %s: expected %s".formatted(source, key, value, expectation));
    }
}
