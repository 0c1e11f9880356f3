import Crypto
import Kernel

/// A token from a login, to send with the next one, which tells the owner's device from guessing strangers.
///
/// It opens nothing by itself. It is valid for one account, for a year or until the password changes. Nothing of it
/// is stored.
struct DeviceToken: Sendable {
    static let prefix = "pdt_"
    static let lifetime = Duration.days(365)
    private static let macLength = 32
    private static let length = 16 + 16 + 8

    let account: ID<Account>
    /// The identity under which guesses with it are counted.
    let id: ID<DeviceToken>
    let issuedAt: Instant

    init(for account: ID<Account>, _ id: ID<DeviceToken>, at now: Instant) {
        self.account = account
        self.id = id
        issuedAt = now
    }

    /// Nil when this site did not issue it.
    init?(_ text: String, at site: Site) {
        guard text.utf8.count <= 200, text.hasPrefix(Self.prefix),
            let bytes = Base64.url.decode(text.dropFirst(Self.prefix.count)),
            bytes.count == Self.length + Self.macLength
        else { return nil }
        let content = Array(bytes.prefix(Self.length))
        let mac = bytes.suffix(Self.macLength)
        let isOurs = Self.keys(at: site).contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: content, using: key)
        }
        guard isOurs else { return nil }
        account = ID(raw: Self.number(content[0..<16]))
        id = ID(raw: Self.number(content[16..<32]))
        issuedAt = Instant(seconds: Int64(truncatingIfNeeded: Self.number(content[32..<40])))
    }

    func text(at site: Site) -> String {
        let content =
            Self.bytes(account.raw) + Self.bytes(id.raw)
            + Self.bytes(UInt128(truncatingIfNeeded: issuedAt.seconds)).suffix(8)
        guard let key = Self.keys(at: site).first else { return "" }
        let mac = HMAC<SHA256>.authenticationCode(for: content, using: key)
        return Self.prefix + Base64.url.encode(content + Array(mac))
    }

    /// Whether it is valid; a new password revokes the tokens of lost devices.
    func isGood(for account: Account, at now: Instant) -> Bool {
        self.account == account.id && issuedAt.seconds >= account.passwordChangedAt.seconds
            && now - issuedAt < Self.lifetime
    }

    /// A new token; a known device keeps its identity, and with it its count.
    static func text(for account: Account, after shown: String?, at site: Site) -> String {
        let now = site.now()
        let known = shown.flatMap { DeviceToken($0, at: site) }
        let id = known?.account == account.id ? known?.id : nil
        return DeviceToken(for: account.id, id ?? .new(at: now), at: now).text(at: site)
    }

    private static func keys(at site: Site) -> [SymmetricKey] { site.keys(for: "device-token") }

    private static func bytes(_ number: UInt128) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}
