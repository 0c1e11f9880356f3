import Kernel
import Store
import Web

/// A password for somebody else's account, which old clients still send; it is not used.
///
/// It is accepted so that they keep working, and dropped as it is read: nobody sets another person's password.
package struct UnusedPassword: Codable, Sendable {
    init() {}

    package init(from decoder: any Decoder) throws {
        _ = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("")
    }
}

extension UnusedPassword: Described {
    package static var schema: Schema {
        var rule = TextRule(
            format: "password",
            description: "Not used: the owner of the account chooses a password at a mailed link."
        )
        rule.isDeprecated = true
        return .text(rule)
    }

    package static var placeholder: UnusedPassword { UnusedPassword() }
}

/// An account just opened for somebody else, with the message that its owner is mailed a link to choose a password.
package struct Invited<Shown: View>: RouteOutput {
    private let created: Created<Shown>
    private let message: String

    package init(_ shown: Shown, at path: String, version: Int? = nil, _ call: Call) {
        created = Created(shown, at: path, version: version)
        message = Self.said.text(in: call.languages)
    }

    private static var said: LocalizedText {
        [
            "en": "We have sent the owner an e-mail with a link to choose a password.",
            "it": "È stata inviata al titolare un'e-mail con un link per scegliere la password.",
            "ar": "أرسلنا إلى صاحب الحساب رسالة بريد إلكتروني فيها رابط لاختيار كلمة مرور.",
            "ku": "ئیمەیڵێکمان بۆ خاوەنی هەژمارەکە نارد، بە بەستەرێک بۆ هەڵبژاردنی وشەی نهێنی.",
        ]
    }

    package static func describe(_ operation: inout Operation) {
        Created<Shown>.describe(&operation)
        guard case .object(let name, let properties)? = operation.success.schema else { return }
        let message = Schema.Property(
            "message",
            .text(TextRule()),
            isRequired: true,
            meaning: .words("A sentence for the caller, in the language of the request.")
        )
        operation.success.schema = .object(name: "Invited\(name)", properties + [message])
    }

    package func reply(to incoming: Incoming) throws -> Reply {
        var reply = try created.reply(to: incoming)
        guard case .bytes(let bytes) = reply.body, var shown = try? JSONValue(parsing: bytes) else {
            return reply
        }
        shown["message"] = .string(message)
        reply.body = .bytes(shown.bytes)
        return reply
    }
}

extension Accounts {
    /// Mails the owner of a new account, opened by somebody else, the link to its first password.
    package static func mailPasswordLink(to account: Account, at site: Site, _ tx: borrowing Tx) throws {
        try mail(
            .resetPassword,
            to: account.email,
            of: account,
            as: .firstPassword,
            for: Invitation.lifetime,
            at: site,
            tx
        )
    }
}
