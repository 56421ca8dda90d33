/*
 * The packages for certificates as the worker gets them (wrangler.toml, `alias`): only what `@simplewebauthn/server` needs
 * of them to check the signature of a passkey. They would be 64 kB of the bundle's 1,000. They serve to check who built an
 * authenticator, which nobody here asks for: browsers are asked for no attestation, and an attestation with certificates is
 * refused.
 */

/** The signature that `AsnParser` reads here. */
export const ECDSASigValue = Symbol("ECDSASigValue");

/** Reads an ECDSA-Sig-Value (RFC 3279 §2.2.3) in DER: a sequence of two integers of less than 128 bytes. */
export const AsnParser = {
  parse(given, type) {
    if (type !== ECDSASigValue) throw new Error("Certificates are not read here");
    const bytes = new Uint8Array(given);
    const [tag, length] = bytes;
    // A signature on the curve P-521 takes up to 139 bytes, whose length takes two.
    const start = length === 0x81 ? 3 : 2;
    const whole = length === 0x81 ? bytes[2] : length;
    if (tag !== 0x30 || whole !== bytes.length - start) throw new Error("The signature is no sequence");
    const r = integerAt(bytes, start);
    const s = integerAt(bytes, start + 2 + r.length);
    if (start + 4 + r.length + s.length !== bytes.length)
      throw new Error("The signature has more than two integers");
    return { r: r.slice().buffer, s: s.slice().buffer };
  },
};

function integerAt(bytes, at) {
  const length = bytes[at + 1];
  const value = bytes.subarray(at + 2, at + 2 + length);
  if (bytes[at] !== 0x02 || !(length > 0 && length < 0x80) || value.length !== length)
    throw new Error("The signature holds no integer");
  return value;
}

/** What is named by code for certificates alone. */
const absent = undefined;
export {
  absent as AuthorityKeyIdentifierExtension,
  absent as BasicConstraints,
  absent as CRLDistributionPointsExtension,
  absent as Certificate,
  absent as ECParameters,
  absent as ExtendedKeyUsage,
  absent as KeyDescription,
  absent as OctetString,
  absent as RSAPublicKey,
  absent as SubjectAlternativeName,
  absent as SubjectKeyIdentifierExtension,
  absent as X509Certificate,
  absent as X509ChainBuilder,
  absent as X509Crl,
  absent as id_ce_basicConstraints,
  absent as id_ce_extKeyUsage,
  absent as id_ce_keyDescription,
  absent as id_ce_subjectAltName,
  absent as id_ecPublicKey,
  absent as id_ecdsaWithSHA256,
  absent as id_ecdsaWithSHA384,
  absent as id_ecdsaWithSHA512,
  absent as id_ml_dsa_44,
  absent as id_ml_dsa_65,
  absent as id_ml_dsa_87,
  absent as id_rsaEncryption,
  absent as id_secp256r1,
  absent as id_secp384r1,
  absent as id_sha1WithRSAEncryption,
  absent as id_sha256WithRSAEncryption,
  absent as id_sha384WithRSAEncryption,
  absent as id_sha512WithRSAEncryption,
};
