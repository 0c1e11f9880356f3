import CArgon2
import Kernel

/// Argon2id on threads of its own: a hash takes 19 MiB and tens of milliseconds, too much for the request pool.
package final class PasswordHasher: Sendable {
    /// The cost of one hash (RFC 9106).
    ///
    /// The standard values are OWASP's minimum for Argon2id: m = 19 MiB, t = 2, p = 1.
    package struct Parameters: Sendable, Hashable {
        package let memory: UInt32
        package let passes: UInt32
        package let lanes: UInt32

        /// `memory` is in KiB.
        package init(memory: UInt32, passes: UInt32, lanes: UInt32) {
            self.memory = memory
            self.passes = passes
            self.lanes = lanes
        }

        package static let standard = Parameters(memory: 19_456, passes: 2, lanes: 1)

        /// The beginning of the PHC string of a hash with these parameters.
        fileprivate var prefix: String { "$argon2id$v=19$m=\(memory),t=\(passes),p=\(lanes)$" }
    }

    private let parameters: Parameters
    private let threadPool: ThreadPool
    /// A hash of no password, with today's parameters, to compare the passwords of unknown accounts with.
    private let decoy: String

    package init(_ parameters: Parameters = .standard, threads: Int = 2, maxQueue: Int = 64) {
        self.parameters = parameters
        threadPool = ThreadPool("password", threads: threads, maxQueue: maxQueue)
        let standard = Base64.url.encode(randomBytes(16)) + "$" + Base64.url.encode(randomBytes(32))
        decoy = parameters.prefix + String(standard.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    }

    package func hash(_ password: Password) async throws -> HashedPassword {
        try await threadPool.run { [parameters] in try Self.encoded(password.normalised, parameters) }
    }

    /// Takes the same time with and without a hash to compare with.
    package func verify(_ password: Password, against hash: HashedPassword?) async throws -> Verdict {
        try await threadPool.run { [parameters, decoy] in
            let phc = hash?.phc ?? decoy
            let normalised = password.normalised
            let isAlike = normalised.isWritten(like: password)
            // Both are always tried, so that the time does not reveal the result of the first.
            let matches = Self.isPassword(normalised, of: phc)
            let matchesAsSent = !isAlike && Self.isPassword(password, of: phc)
            return Verdict(
                matches: (matches || matchesAsSent) && hash != nil,
                isOutdated: hash.map { !$0.phc.hasPrefix(parameters.prefix) || !matches } ?? false
            )
        }
    }

    private static func isPassword(_ password: Password, of phc: String) -> Bool {
        let bytes = Array(password.text.utf8)
        return argon2id_verify(phc, bytes, bytes.count) == ARGON2_OK.rawValue
    }

    package struct Verdict: Sendable {
        package let matches: Bool
        /// Whether the password should be hashed again while it is at hand.
        ///
        /// The hash has other parameters than today's, or is older than the normalisation of passwords.
        package let isOutdated: Bool
    }

    /// Hashes the password as it is; the caller normalises it.
    static func encoded(_ password: Password, _ cost: Parameters) throws -> HashedPassword {
        let bytes = Array(password.text.utf8)
        let salt = randomBytes(16)
        var encoded = [CChar](
            repeating: 0,
            count: argon2_encodedlen(cost.passes, cost.memory, cost.lanes, 16, 32, Argon2_id)
        )
        let status = argon2id_hash_encoded(
            cost.passes,
            cost.memory,
            cost.lanes,
            bytes,
            bytes.count,
            salt,
            salt.count,
            32,
            &encoded,
            encoded.count
        )
        guard status == ARGON2_OK.rawValue else {
            throw HashingFailed(reason: String(cString: argon2_error_message(status)))
        }
        return HashedPassword(
            phc: String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        )
    }
}

/// An Argon2id hash in PHC form.
package struct HashedPassword: Sendable, Hashable {
    let phc: String
}

struct HashingFailed: Error {
    let reason: String
}
