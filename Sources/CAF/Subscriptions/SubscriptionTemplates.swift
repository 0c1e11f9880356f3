import Kernel
import Platform

extension NoticeTemplate.Name {
    static let subscriptionBegun: Self = "caf.subscription_begun"
    static let paymentFailed: Self = "caf.payment_failed"
    static let trialEnds: Self = "caf.trial_ends"
    static let subscriptionEnded: Self = "caf.subscription_ended"
}

private let subscriptionExample = NoticeExample(["plan": "Famiglia", "date": "30/11/2026"])

/// Notifications to customers about their subscriptions.
let subscriptionTemplates = [
    template(
        .subscriptionBegun,
        ["en": "{{plan}}: your subscription is active", "it": "{{plan}}: abbonamento attivo"],
        [
            "en": "Your subscription to {{plan}} is active. You can now submit your requests.",
            "it": "L'abbonamento {{plan}} è attivo. Ora può inviare le sue richieste.",
        ],
        like: subscriptionExample
    ),
    template(
        .paymentFailed,
        ["en": "{{plan}}: payment failed", "it": "{{plan}}: pagamento non riuscito"],
        [
            "en": "The payment for {{plan}} failed. Please check your card.",
            "it": "Il pagamento per {{plan}} non è riuscito. La preghiamo di verificare la carta.",
        ],
        like: subscriptionExample
    ),
    template(
        .trialEnds,
        ["en": "{{plan}}: your trial ends on {{date}}", "it": "{{plan}}: la prova termina il {{date}}"],
        [
            "en": "Your trial of {{plan}} ends on {{date}}. The paid subscription begins on that day.",
            "it":
                "La prova di {{plan}} termina il {{date}}. Da quel giorno inizia l'abbonamento a pagamento.",
        ],
        like: subscriptionExample
    ),
    template(
        .subscriptionEnded,
        ["en": "{{plan}}: your subscription has ended", "it": "{{plan}}: abbonamento terminato"],
        [
            "en": "Your subscription to {{plan}} has ended. Thank you.",
            "it": "L'abbonamento {{plan}} è terminato. Grazie.",
        ],
        like: subscriptionExample
    ),
]
