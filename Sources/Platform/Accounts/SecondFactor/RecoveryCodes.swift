import Crypto
import Kernel
import Store

/// The codes for a lost authenticator: shown once, each for one use, stored as MACs.
enum RecoveryCodes {
    static let count = 10

    /// Makes new codes, which replace all earlier ones.
    static func make(for account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> [String] {
        let key = site.key(for: purpose)
        try tx.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        // 60 bits each.
        let codes = (0..<count).map { _ in
            String(Base32.encode(randomBytes(8)).prefix(SecondFactorCode.recoveryLength))
        }
        for code in codes {
            try tx.execute(
                "INSERT INTO recovery_code (account_id, mac) VALUES (\(account), \(mac(code, of: account, key)))"
            )
        }
        return codes.map { code in
            [code.prefix(4), code.dropFirst(4).prefix(4), code.dropFirst(8)].joined(separator: "-")
        }
    }

    static func left(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            "SELECT COUNT(*) FROM recovery_code WHERE account_id = \(account) AND used_at IS NULL",
            as: Int.self
        ) ?? 0
    }

    static func consume(
        _ code: SecondFactorCode,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let macs = site.keys(for: purpose).map { mac(code.rawValue, of: account, $0) }
        let used = try macs.contains { mac in
            try tx.execute(
                """
                UPDATE recovery_code SET used_at = \(tx.now)
                 WHERE account_id = \(account) AND mac = \(mac) AND used_at IS NULL
                """
            ) == 1
        }
        guard used else { return false }
        let notice = Notice(template: .recoveryCodeUsed, values: ["left": String(try left(account, tx))])
        try Notifications.notify(account, notice, tx)
        return true
    }

    private static let purpose = "recovery-code"

    private static func mac(_ code: String, of account: ID<Account>, _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(account) \(code)".utf8), using: key))
    }
}
