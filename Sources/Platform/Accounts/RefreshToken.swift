import Crypto
import Kernel
import Web

/// The `counter`th refresh token of a session.
///
/// It is computed, not stored: a session needs one number for all its tokens, and the same token can be issued again
/// when the answer with it was lost.
struct RefreshToken: Hashable {
    let session: ID<Session>
    let counter: Int64

    init(session: ID<Session>, counter: Int64) {
        self.session = session
        self.counter = counter
    }

    /// Nil when none of `keys` signed the text.
    init?(_ text: String, signedBy keys: [SymmetricKey]) {
        guard text.utf8.count < 128, text.begins(with: Self.prefix),
            let bytes = Base64.url.decode(text.dropFirst(Self.prefix.count)), bytes.count == 24 + 32
        else { return nil }
        let claim = Array(bytes[..<24])
        let proof = Array(bytes[24...])
        guard
            keys.contains(where: {
                HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: claim, using: $0)
            })
        else { return nil }
        session = ID(raw: claim[..<16].reduce(0) { $0 << 8 | UInt128($1) })
        counter = claim[16...].reduce(0) { $0 << 8 | Int64($1) }
    }

    func text(signedBy key: SymmetricKey) -> String {
        let claim = bytes(of: session.raw) + bytes(of: counter)
        return Self.prefix
            + Base64.url.encode(claim + HMAC<SHA256>.authenticationCode(for: claim, using: key))
    }

    private static let prefix = "prt_"

    private func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
        stride(from: Number.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: number >> Number($0))
        }
    }
}
