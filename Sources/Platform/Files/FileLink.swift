import Crypto
import Kernel
import Store

/// The contents of a signed address: one file, one purpose, one actor, an end.
package struct FileLink: Sendable, Hashable {
    package enum Purpose: UInt8, Sendable, CaseIterable {
        /// Saves the file under its name.
        case download = 1
        /// Shows the file in the browser.
        case view = 2
        /// Receives the bytes of the file, once.
        case upload = 3
        /// Sends an archive; the file is its ticket.
        case zip = 4
    }

    let file: ID<StoredFile>
    let purpose: Purpose
    let actor: ID<Account>?
    let expiresAt: Instant
    /// The row with the time of its use; nil when it opens any number of times.
    let once: ID<FileLink>?

    static let keyPurpose = "files/links"
    private static let length = 58

    /// The link as it appears in an address: its contents and their HMAC.
    func token(signedBy key: SymmetricKey) -> String {
        let contents = encoded
        return Base64.url.encode(contents + HMAC<SHA256>.authenticationCode(for: contents, using: key))
    }

    /// Nil unless one of `keys` signed these very bytes.
    init?(token: String, keys: [SymmetricKey]) {
        guard token.utf8.count < 200, let bytes = Base64.url.decode(token), bytes.count == Self.length + 32
        else {
            return nil
        }
        let contents = bytes.prefix(Self.length)
        let isSigned = keys.reduce(false) { found, key in
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes.suffix(32),
                authenticating: contents,
                using: key
            ) || found
        }
        guard isSigned, contents[0] == 1, let purpose = Purpose(rawValue: contents[1]) else { return nil }
        self.purpose = purpose
        file = ID(raw: Self.number(contents[2..<18]))
        let (actor, once) = (Self.number(contents[18..<34]), Self.number(contents[34..<50]))
        self.actor = actor == 0 ? nil : ID(raw: actor)
        self.once = once == 0 ? nil : ID(raw: once)
        expiresAt = Instant(micros: Int64(truncatingIfNeeded: Self.number(contents[50..<58])))
    }

    init(
        to file: ID<StoredFile>,
        for purpose: Purpose,
        by actor: ID<Account>?,
        until expiresAt: Instant,
        once: ID<FileLink>? = nil
    ) {
        self.file = file
        self.purpose = purpose
        self.actor = actor
        self.expiresAt = expiresAt
        self.once = once
    }

    private var encoded: [UInt8] {
        [1, purpose.rawValue] + Self.bytes(file.raw) + Self.bytes(actor?.raw ?? 0)
            + Self.bytes(once?.raw ?? 0)
            + Self.bytes(UInt128(UInt64(bitPattern: expiresAt.micros))).suffix(8)
    }

    private static func bytes(_ number: UInt128) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}
