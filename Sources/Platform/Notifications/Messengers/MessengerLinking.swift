import Kernel
import Store
import Web

/// Links the caller's number or messenger; the routes are the product's.
package enum MessengerLinking {
    /// Links in two steps for numbers: a code is sent (202), and comes back (200).
    ///
    /// Telegram's code is the start of a chat.
    @Sendable package static func link(
        _ call: Call,
        channel: Messenger.Channel,
        body: ChannelProof?
    ) async throws -> ChannelAnswer {
        guard channel != .telegram else { return try await start(call) }
        guard let phone = body?.phone else {
            throw Problem(.invalid, faults: [.init("/phone", Refusal(.required))])
        }
        guard let code = body?.code else { return try await send(channel, phone, call) }
        return try await confirm(channel, phone, code, call)
    }

    @Sendable package static func unlink(_ call: Call, channel: Messenger.Channel) async throws -> NoContent {
        let (account, actor) = (try call.account, call.actor)
        try await call.db.write { tx in try Messenger.unlink(channel, of: account, by: actor, tx) }
        return NoContent()
    }

    private static func start(_ call: Call) async throws -> ChannelAnswer {
        let account = try call.account
        guard let client = call.site.dependencies.messengers.telegram else {
            throw Problem(.channelUnavailable)
        }
        let (text, end) = try await call.db.write { tx in try MessengerCode.issueStart(for: account, tx) }
        return ChannelAnswer(
            ChannelView(
                channel: .telegram,
                linked: false,
                url: client.start(with: text),
                code: text,
                expiresAt: end
            )
        )
    }

    private static func send(
        _ channel: Messenger.Channel,
        _ phone: PhoneNumber,
        _ call: Call
    ) async throws -> ChannelAnswer {
        let (account, site) = (try call.account, call.site)
        let isThere =
            channel == .sms ? !(site.dependencies.sms is NoSMS) : site.dependencies.messengers.whatsApp != nil
        guard isThere else { throw Problem(.channelUnavailable) }
        let allowance = MailAllowance(textTo: phone, from: call.address, at: site)
        let end = try await call.db.write { tx in
            try allowance.consume(tx)
            let (id, code) = try MessengerCode.issue(channel, to: phone, for: account, at: site, tx)
            if channel == .whatsApp {
                try tx.enqueue(SendMessengerCode(code: id), unique: id.description)
            } else {
                let secrets = NoticeSecrets(["code": code], sealedBy: site)
                let notice = Notice(
                    template: .phoneCode,
                    values: ["site": site.product.title],
                    secrets: secrets
                )
                try Notifications.text(phone, in: Account.find(account, tx).locale, notice, tx)
            }
            return tx.now + MessengerCode.lifetime
        }
        return ChannelAnswer(ChannelView(channel: channel, linked: false, expiresAt: end), isPromise: true)
    }

    private static func confirm(
        _ channel: Messenger.Channel,
        _ phone: PhoneNumber,
        _ code: SixDigits,
        _ call: Call
    ) async throws -> ChannelAnswer {
        let (account, site, actor) = (try call.account, call.site, call.actor)
        // The cost of a wrong code is committed although the request is refused.
        let isRight = try await call.db.write { tx in
            guard try MessengerCode.redeem(code, of: phone, channel, for: account, at: site, tx) else {
                return false
            }
            try Messenger.link(channel, phone.rawValue, to: account, by: actor, at: site, tx)
            return true
        }
        guard isRight else { throw Problem(.invalidCode) }
        return ChannelAnswer(ChannelView(channel: channel, linked: true))
    }
}
