import Kernel
import Store

/// Webhooks: each event is sent, signed, to every endpoint that is interested in it.
///
/// At least once and in no guaranteed order: a receiver recognises repetitions by the `webhook-id`, and the time by the
/// `timestamp`.
package enum Webhooks {
    /// Sends an event to the interested endpoints, if and when this transaction commits.
    ///
    /// `type` is one of the product's events, such as `service_request.completed`. `data` holds identifiers and states,
    /// never personal data: it leaves the site and stays in the log. Nothing is written when no endpoint is interested.
    package static func emit(
        _ type: String,
        about subject: ID<Subject>?,
        data: JSONValue,
        _ tx: borrowing Tx
    ) throws {
        let listeners = try WebhookListener.all(tx).filter { $0.hears(type) }
        guard !listeners.isEmpty else { return }
        let message = try WebhookMessage.write(type, about: subject, data: data, tx)
        for listener in listeners { try WebhookDelivery.open(message, for: listener, tx) }
    }

    /// The delays after each failed attempt; the first attempt is made at once, and the last follows the last delay.
    static let delays: [Duration] = [
        .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20),
        .hours(24),
    ]
    static let timeout = Duration.seconds(15)
    static let connectTimeout = Duration.seconds(5)
    /// The time of nothing but failures after which an endpoint is disabled.
    static let patience = Duration.days(5)
    /// The time for which the previous secret signs as well.
    static let overlap = Duration.hours(24)
    /// The time for which events and their deliveries are kept.
    static let retention = Duration.days(30)
    static let maxEndpoints = 100
    /// The kept part of an answer, in bytes.
    static let answerExcerpt = 1_024

    static let jobs: [any Job.Type] = [
        DeliverWebhooks.self, SweepWebhooks.self, ForgetWebhookEvents.self,
    ]

    static let schedules: [Schedule] = [
        Every("webhooks.sweep", .minutes(1), SweepWebhooks()),
        Every("webhooks.forget", .hours(1), ForgetWebhookEvents()),
    ]

    static let templates = WebhookAlarm.templates

    static let problems: [Problem.Code] = [
        .webhookDisabled, .webhookDeliveryPending, .webhookRotating, .tooManyWebhooks,
    ]
}

// swift-format-ignore
extension Refusal {
    static let notAWebhookURL   = Refusal("not_a_webhook_url", ["en": "must be an http or https address with a host and without user or fragment", "it": "deve essere un indirizzo http o https con un host, senza utente né frammento", "ar": "يجب أن يكون عنوان http أو https فيه اسم مضيف، دون اسم مستخدم ودون جزء يبدأ بـ #", "ku": "دەبێت ناونیشانێکی http یان https بێت کە ناوی هۆستی تێدایە، بێ ناوی بەکارهێنەر و بێ بەشی دوای #"])
    static let mustBeHTTPS      = Refusal("must_be_https", ["en": "must begin with https://", "it": "deve iniziare con https://", "ar": "يجب أن يبدأ بـ https://", "ku": "دەبێت بە https:// دەست پێ بکات"])
    static let privateAddress   = Refusal("private_address", ["en": "is not a public address", "it": "non è un indirizzo pubblico", "ar": "ليس عنواناً عاماً", "ku": "ناونیشانێکی گشتی نییە"])
    static let notAnEventFilter = Refusal("not_an_event_filter", ["en": "must be an event type such as order.paid, a prefix such as order.*, or *", "it": "deve essere un tipo di evento come order.paid, un prefisso come order.* oppure *", "ar": "يجب أن يكون نوع حدث مثل order.paid أو بادئة مثل order.* أو *", "ku": "دەبێت جۆری ڕووداو بێت وەک order.paid، یان پێشگرێک وەک order.*، یان *"])
    static let unknownEvent     = Refusal("unknown_event", ["en": "matches no event", "it": "non corrisponde ad alcun evento", "ar": "لا يطابق أي حدث", "ku": "لەگەڵ هیچ ڕووداوێک ناگونجێت"])
    static let oneToFifty       = Refusal("one_to_fifty", ["en": "must have one to fifty elements", "it": "deve avere da uno a cinquanta elementi", "ar": "يجب أن يحتوي على عنصر واحد إلى خمسين عنصراً", "ku": "دەبێت لە یەک تا پەنجا توخمی تێدابێت"])
}
