import Kernel
import Store

extension Charge {
    /// The secret with which the payer's client pays without a page; nil once the charge has ended.
    package func secret(at site: Site) throws -> String? {
        switch secret {
        case .sealed(let sealed)?:
            String(decoding: try Self.sealedSecret.open(sealed, in: id, at: site), as: UTF8.self)
        case .plain(let text)?: text
        case nil: nil
        }
    }

    static let sealedSecret = SealedColumn("charge", "sealed_secret", key: "id")

    /// The secret as it is stored.
    enum Secret: Sendable {
        case sealed([UInt8])
        /// Of a charge that was opened by an older version of the server.
        case plain(String)
    }
}

extension Charge.Secret {
    init?(sealed: [UInt8]?, plain: String?) {
        guard let secret = sealed.map(Self.sealed) ?? plain.map(Self.plain) else { return nil }
        self = secret
    }

    init(_ text: String, of charge: ID<Charge>, at site: Site) throws {
        self = .sealed(try Charge.sealedSecret.seal(text.utf8, in: charge, at: site))
    }

    /// The assignments that store a secret.
    static func columns(_ secret: Self?) -> SQL {
        switch secret {
        case .sealed(let sealed)?: "sealed_secret = \(sealed), secret = NULL"
        case .plain(let text)?: "sealed_secret = NULL, secret = \(text)"
        case nil: "sealed_secret = NULL, secret = NULL"
        }
    }
}
