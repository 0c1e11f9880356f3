import Kernel
import Platform

extension NoticeTemplate.Name {
    static let subscriptionBegun: Self = "caf.subscription_begun"
    static let paymentFailed: Self = "caf.payment_failed"
    static let trialEnds: Self = "caf.trial_ends"
    static let welcomeEnds: Self = "caf.welcome_ends"
    static let planGiven: Self = "caf.plan_given"
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
        .welcomeEnds,
        ["en": "{{plan}}: free until {{date}}", "it": "{{plan}}: gratuito fino al {{date}}"],
        [
            "en":
                "Your free plan {{plan}} ends on {{date}}; nothing is charged. Choose a plan for further requests.",
            "it":
                "Il piano gratuito {{plan}} termina il {{date}}, senza addebiti. Per altre richieste scelga un piano.",
        ],
        like: subscriptionExample
    ),
    template(
        .planGiven,
        ["en": "{{plan}}: active until {{date}}", "it": "{{plan}}: attivo fino al {{date}}"],
        [
            "en": "The office gives you {{plan}} until {{date}}. Until then nothing is charged for it.",
            "it":
                "L'ufficio le offre {{plan}} fino al {{date}}. Fino ad allora non ci sono addebiti per il piano.",
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
