import Kernel
import Platform

extension NoticeTemplate.Name {
    static let subscriptionBegun: Self = "caf.subscription_begun"
    static let paymentFailed: Self = "caf.payment_failed"
    static let trialEnds: Self = "caf.trial_ends"
    static let subscriptionEnded: Self = "caf.subscription_ended"
}

private let subscriptionExample = NoticeExample(["plan": "Famiglia", "date": "30/11/2026"])

/// What customers are told of their subscriptions.
let subscriptionTemplates = [
    template(
        .subscriptionBegun,
        ["en": "{{plan}}: your subscription has begun", "it": "{{plan}}: abbonamento attivo"],
        [
            "en": "Your subscription {{plan}} has begun. You can hand in your requests.",
            "it": "L'abbonamento {{plan}} è attivo. Può inviare le sue richieste.",
        ],
        like: subscriptionExample
    ),
    template(
        .paymentFailed,
        ["en": "{{plan}}: a payment has failed", "it": "{{plan}}: pagamento non riuscito"],
        [
            "en": "We could not take the payment for {{plan}}. Please check your card.",
            "it": "Il pagamento per {{plan}} non è riuscito. La preghiamo di verificare la carta.",
        ],
        like: subscriptionExample
    ),
    template(
        .trialEnds,
        ["en": "{{plan}}: the trial ends on {{date}}", "it": "{{plan}}: la prova termina il {{date}}"],
        [
            "en": "The trial of {{plan}} ends on {{date}}; the subscription goes on from then.",
            "it": "La prova di {{plan}} termina il {{date}}; da allora l'abbonamento prosegue.",
        ],
        like: subscriptionExample
    ),
    template(
        .subscriptionEnded,
        ["en": "{{plan}}: your subscription has ended", "it": "{{plan}}: abbonamento terminato"],
        [
            "en": "Your subscription {{plan}} has ended. Thank you.",
            "it": "L'abbonamento {{plan}} è terminato. Grazie.",
        ],
        like: subscriptionExample
    ),
]
