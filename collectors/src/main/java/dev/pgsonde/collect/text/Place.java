package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;
import java.util.Locale;

/** Where in a statement a token can stand; that decides whether it is a name or keyword, or may be a secret. */
enum Place {
    START {
        @Override
        Place after(Lexer token, boolean nested) {
            return token.is('(') ? START : statement(word(token));
        }
    },
    /** To the end of the statement literals are all that can be secret. */
    PLAIN {
        @Override
        Place after(Lexer token, boolean nested) {
            return PLAIN;
        }
    },
    /** What follows can be a secret however it is written. */
    LAST_TOLD {
        @Override
        Place after(Lexer token, boolean nested) {
            return HIDDEN;
        }
    },
    HIDDEN {
        @Override
        Place after(Lexer token, boolean nested) {
            return HIDDEN;
        }

        @Override
        boolean tells(Lexer token) {
            return false;
        }
    },
    EXPLAIN {
        @Override
        Place after(Lexer token, boolean nested) {
            if (token.is('(')) {
                return EXPLAIN_OPTIONS;
            }
            return Words.EXPLAIN.contains(word(token)) ? EXPLAIN : START.after(token, nested);
        }
    },
    EXPLAIN_OPTIONS {
        @Override
        Place after(Lexer token, boolean nested) {
            if (token.is(')')) {
                return START;
            }
            return Words.QUERIES.contains(word(token)) ? PLAIN : EXPLAIN_OPTIONS;
        }

        @Override
        boolean tells(Lexer token) {
            return token.kind() == Kind.MARK || Words.EXPLAIN_OPTIONS.contains(word(token));
        }
    },
    PREPARE {
        @Override
        Place after(Lexer token, boolean nested) {
            return word(token).equals("TRANSACTION") ? LAST_TOLD : PREPARED;
        }
    },
    PREPARED {
        @Override
        Place after(Lexer token, boolean nested) {
            return !nested && word(token).equals("AS") ? START : PREPARED;
        }
    },
    CURSOR {
        @Override
        Place after(Lexer token, boolean nested) {
            return !nested && word(token).equals("FOR") ? START : CURSOR;
        }
    },
    REMARK {
        @Override
        Place after(Lexer token, boolean nested) {
            return !nested && word(token).equals("IS") ? LAST_TOLD : REMARK;
        }
    },
    CHANNEL {
        @Override
        Place after(Lexer token, boolean nested) {
            return isName(token) ? LAST_TOLD : HIDDEN;
        }
    },
    COPY {
        @Override
        Place after(Lexer token, boolean nested) {
            return !nested && Words.DIRECTIONS.contains(word(token)) ? COPY_TARGET : COPY;
        }
    },
    COPY_TARGET {
        @Override
        Place after(Lexer token, boolean nested) {
            return Words.COPY_TARGETS.contains(word(token)) ? COPY_TARGET : HIDDEN;
        }
    },
    SETTING {
        @Override
        Place after(Lexer token, boolean nested) {
            if (Words.SCOPES.contains(word(token))) {
                return SETTING;
            }
            return isName(token) ? SETTING_NAME : HIDDEN;
        }
    },
    SETTING_NAME {
        @Override
        Place after(Lexer token, boolean nested) {
            return token.is('.') ? SETTING_DOT : SETTING_VALUE;
        }
    },
    SETTING_DOT {
        @Override
        Place after(Lexer token, boolean nested) {
            return isName(token) ? SETTING_NAME : HIDDEN;
        }
    },
    SETTING_VALUE {
        @Override
        Place after(Lexer token, boolean nested) {
            return SETTING_VALUE;
        }

        @Override
        boolean tells(Lexer token) {
            return token.is('=') || Words.SETTING_VALUES.contains(word(token));
        }
    },
    /** After CREATE and ALTER. */
    DEFINITION {
        @Override
        Place after(Lexer token, boolean nested) {
            return definition(word(token));
        }
    },
    SYSTEM {
        @Override
        Place after(Lexer token, boolean nested) {
            return word(token).equals("SET") ? SETTING : PLAIN;
        }
    },
    USER {
        @Override
        Place after(Lexer token, boolean nested) {
            return word(token).equals("MAPPING") ? OBJECT : ROLE.after(token, nested);
        }
    },
    ROLE {
        @Override
        Place after(Lexer token, boolean nested) {
            return isName(token) ? ROLE_NAME : HIDDEN;
        }
    },
    ROLE_NAME {
        @Override
        Place after(Lexer token, boolean nested) {
            return ROLE_OPTIONS.after(token, nested);
        }
    },
    ROLE_OPTIONS {
        @Override
        Place after(Lexer token, boolean nested) {
            return switch (word(token)) {
                case "SET" -> SETTING;
                case "PASSWORD" -> LAST_TOLD;
                case "ROLE", "USER", "GROUP", "ADMIN", "DATABASE" -> ROLE;
                default -> ROLE_OPTIONS;
            };
        }

        @Override
        boolean tells(Lexer token) {
            return Words.ROLE_OPTIONS.contains(word(token));
        }
    },
    /** An object that settings or a connection can be part of. */
    CONFIGURED {
        @Override
        Place after(Lexer token, boolean nested) {
            return switch (word(token)) {
                case "SET" -> SETTING;
                case "CONNECTION" -> LAST_TOLD;
                default -> CONFIGURED;
            };
        }
    },
    OBJECT {
        @Override
        Place after(Lexer token, boolean nested) {
            return word(token).equals("OPTIONS") ? OPTIONS : OBJECT;
        }
    },
    OPTIONS {
        @Override
        Place after(Lexer token, boolean nested) {
            return token.is('(') ? HIDDEN : OBJECT.after(token, nested);
        }
    },
    TRIGGER {
        @Override
        Place after(Lexer token, boolean nested) {
            return word(token).equals("EXECUTE") ? ARGUMENTS : TRIGGER;
        }
    },
    /** What stands in the next parentheses can be a value without being quoted. */
    ARGUMENTS {
        @Override
        Place after(Lexer token, boolean nested) {
            return token.is('(') ? HIDDEN : ARGUMENTS;
        }
    };

    /** Where {@code token} stands when the one before it stood here; {@code nested} in parentheses. */
    abstract Place after(Lexer token, boolean nested);

    /** Whether {@code token}, which stands here and is no literal, may be told. */
    boolean tells(Lexer token) {
        return true;
    }

    private static Place statement(String word) {
        return switch (word) {
            case "EXPLAIN" -> EXPLAIN;
            case "PREPARE" -> PREPARE;
            case "DECLARE" -> CURSOR;
            case "COPY" -> COPY;
            case "SET" -> SETTING;
            case "CREATE", "ALTER" -> DEFINITION;
            case "IMPORT" -> OBJECT;
            case "COMMENT", "SECURITY" -> REMARK;
            case "NOTIFY" -> CHANNEL;
            case "DO" -> LAST_TOLD;
            default -> Words.PLAIN_STATEMENTS.contains(word) ? PLAIN : HIDDEN;
        };
    }

    private static Place definition(String word) {
        return switch (word) {
            case "SYSTEM" -> SYSTEM;
            case "USER" -> USER;
            case "ROLE", "GROUP" -> ROLE;
            case "DATABASE", "FUNCTION", "PROCEDURE", "ROUTINE", "SUBSCRIPTION" -> CONFIGURED;
            case "TRIGGER" -> TRIGGER;
            case "TEXT" -> ARGUMENTS;
            default -> {
                if (Words.BEFORE_OBJECTS.contains(word)) {
                    yield DEFINITION;
                }
                yield Words.OBJECTS.contains(word) ? OBJECT : HIDDEN;
            }
        };
    }

    private static boolean isName(Lexer token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }

    /** As keywords are written here; nothing when {@code token} is no word. */
    private static String word(Lexer token) {
        return token.kind() == Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }
}
