import Kernel

/// The messengers that are configured.
package struct Messengers: Sendable {
    package var whatsApp: WhatsAppClient?
    package var telegram: TelegramClient?

    package init(whatsApp: WhatsAppClient? = nil, telegram: TelegramClient? = nil) {
        self.whatsApp = whatsApp
        self.telegram = telegram
    }

    package func has(_ channel: NoticeTemplate.Channel) -> Bool {
        switch channel {
        case .whatsApp: whatsApp != nil
        case .telegram: telegram != nil
        case .inApp, .email, .sms, .push: false
        }
    }
}

/// The reason why a messenger did not take a message.
package struct MessengerFailure: Error, Sendable, CustomStringConvertible {
    /// The consequence of a failure.
    package enum Verdict: Sendable, Hashable {
        /// The person has blocked us, or the address is none: the channel ends.
        case gone
        /// This message is not taken.
        case refused
        /// Tried again, after that time where the answer has one.
        case later(Duration?)
    }

    package let verdict: Verdict
    /// The messenger's answer; it may name the recipient, so it is stored with the delivery only.
    package let detail: String

    package init(_ verdict: Verdict, detail: String) {
        self.verdict = verdict
        self.detail = detail
    }

    package var description: String {
        switch verdict {
        case .gone: "the recipient has ended the channel"
        case .refused: "the message was refused"
        case .later: "the message could not be handed over"
        }
    }
}

extension MessengerFailure: CarrierFailure {
    var isVerdict: Bool {
        if case .later = verdict { false } else { true }
    }
}
