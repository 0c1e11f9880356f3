import Kernel
import Platform
import Web

extension Feature {
    static let channels = Feature(
        routes: Channels.routes,
        bounds: [
            Bound(
                "POST /users/me/channels/{channel}",
                because: "five codes an hour for a number, one address a channel"
            ),
            Bound("DELETE /users/me/channels/{channel}", because: "ends a link"),
            Bound("POST /webhooks/whatsapp", because: "signed by Meta"),
            Bound("POST /webhooks/telegram", because: "needs the secret of the bot"),
        ]
    )
}

/// The numbers and messengers of people, and the webhooks of their carriers.
enum Channels {
    static let routes = rows.tagged("Notifications")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //      path                            handler                          needs
        Post  ("/users/me/channels/{channel}",  MessengerLinking.link,           .channelUse, "Link a number or a messenger",
               details: "`sms` and `whatsapp`: with `phone` alone a code is sent (202); with `phone` and `code` the channel is linked (200). `telegram`: the answer has the address that opens a chat with our bot, which links it within 15 minutes. Messages then go there as the caller's preferences say.").limited(Accounts.messageLimit).upTo(bytes: 8_192).refuses(.invalidCode, .channelTaken, .channelUnavailable)
        Delete("/users/me/channels/{channel}",  MessengerLinking.unlink,         .channelUse, "Unlink a number or a messenger",
               details: "A channel that is not linked stays so.")
        Get   ("/webhooks/whatsapp",            MessengerHooks.verifyWhatsApp,   .anyone, "Confirm the webhook to WhatsApp",
               details: "For Meta only: answers the challenge as text when the token is ours.").refuses(.hookUnverified)
        Post  ("/webhooks/whatsapp",            MessengerHooks.receiveWhatsApp,  .anyone, "Receive an event from WhatsApp",
               details: "For Meta only: the signature in the header proves the origin. The event is stored and then processed by a job; a repeated event changes nothing.").upTo(bytes: MessengerHooks.largest).uncounted.refuses(.badSignature, .tooLarge)
        Post  ("/webhooks/telegram",            MessengerHooks.receiveTelegram,  .anyone, "Receive an update from Telegram",
               details: "For Telegram only: the secret in the header proves the origin. The update is stored and then processed by a job; a repeated update changes nothing.").upTo(bytes: MessengerHooks.largest).uncounted.refuses(.badSignature, .tooLarge)
        Post  ("/webhooks/twilio",              receiveTwilio,                   .anyone, "Receive a delivery report from Twilio",
               details: "For Twilio only: the signature in the header proves the origin of the report.").upTo(bytes: SMSReportRoutes.largest).uncounted.refuses(.badSignature, .notFound, .tooLarge)
    }

    private static func receiveTwilio(
        _ call: Call,
        signature: TwilioSignatureHeader?,
        body: RawBody
    ) async throws -> NoContent {
        do {
            return try await SMSReportRoutes.receive(call, signature: signature, body: body)
        } catch let problem as Problem where problem.code == .smsReportRefused {
            throw call.badSignature(.badSignature)
        }
    }
}
