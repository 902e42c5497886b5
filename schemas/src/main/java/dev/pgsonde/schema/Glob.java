package dev.pgsonde.schema;

/** A name in which {@code *} stands for any characters and {@code ?} for one. */
public final class Glob {
    private Glob() {}

    /** In time proportional to both lengths at most, whatever the glob. */
    public static boolean matches(String glob, String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(left -> left == '*');
    }

    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
