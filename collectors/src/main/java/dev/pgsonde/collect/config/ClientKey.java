package dev.pgsonde.collect.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in PEM: as PKCS-8 if it was not, and by which algorithm. */
record ClientKey(String pem, String algorithm, boolean rewritten) {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (?<kind>[A-Z ]*PRIVATE KEY)-----(?<body>.*?)-----END [A-Z ]*PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;

    /** Nothing, when the file is not PEM. */
    static Optional<ClientKey> parse(String text, Path file) {
        Matcher matcher = PEM.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String body = matcher.group("body");
        String kind = matcher.group("kind");
        if (kind.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the private key " + file + " is encrypted, which the driver cannot read;"
                            + " run: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW, and chmod 600 NEW");
        }
        byte[] der = Base64.getMimeDecoder().decode(body);
        byte[] pkcs8 =
                switch (kind) {
                    case "RSA PRIVATE KEY" -> der(SEQUENCE, VERSION, RSA, der(OCTETS, der));
                    case "EC PRIVATE KEY" -> der(SEQUENCE, VERSION, der(SEQUENCE, EC, curve(der)), der(OCTETS, der));
                    default -> der;
                };
        return Optional.of(new ClientKey(pem(pkcs8), algorithm(pkcs8, file), !kind.equals("PRIVATE KEY")));
    }

    private static String algorithm(byte[] pkcs8, Path file) {
        return ALGORITHMS.stream()
                .filter(name -> isReadable(name, pkcs8))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the private key " + file + " cannot be read; run: openssl pkey -noout -check -in " + file));
    }

    private static boolean isReadable(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) != null;
        } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** The curve's name, which stands within the key and must also stand beside it. */
    private static byte[] curve(byte[] key) {
        for (int at = 0; at + 3 < key.length; at++) {
            int length = key[at + 1];
            if ((key[at] & 0xff) == CURVE
                    && key[at + 2] == 0x06
                    && key[at + 3] == length - 2
                    && at + 2 + length <= key.length) {
                byte[] name = new byte[length];
                System.arraycopy(key, at + 2, name, 0, length);
                return name;
            }
        }
        return new byte[0];
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] head = head((byte) tag, length);
        byte[] all = new byte[head.length + length];
        System.arraycopy(head, 0, all, 0, head.length);
        int at = head.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] head(byte tag, int length) {
        if (length < 0x80) {
            return new byte[] {tag, (byte) length};
        }
        return length < 0x100
                ? new byte[] {tag, (byte) 0x81, (byte) length}
                : new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static String pem(byte[] pkcs8) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(pkcs8);
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return algorithm + " key";
    }
}
