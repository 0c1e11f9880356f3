import Kernel

// swift-format-ignore
extension Problem.Code {
    static let subscriptionRequired = Self("caf.subscription_required", 402, ["en": "The subscription does not cover this.", "it": "L'abbonamento non copre questa operazione."])
    static let planTaken            = Self("caf.plan_taken", 409, ["en": "A plan with this code, or a welcome plan, already exists.", "it": "Esiste già un piano con questo codice o un piano di benvenuto."])
    static let planHasSubscribers   = Self("caf.plan_has_subscribers", 409, ["en": "The terms of a plan with subscribers cannot change. Retire it and create a new plan.", "it": "Le condizioni di un piano con abbonati non si possono modificare. Ritirarlo e creare un nuovo piano."])
    static let planNotForSale       = Self("caf.plan_not_for_sale", 409, ["en": "This plan is not for sale.", "it": "Questo piano non è in vendita."])
    static let planGranted          = Self("caf.plan_granted", 409, ["en": "The customer already has a granted plan. Extend or revoke it instead.", "it": "Il cliente ha già un piano assegnato. È possibile prolungarlo o revocarlo."])
    static let notSubscribed        = Self("caf.not_subscribed", 409, ["en": "There is no subscription to change.", "it": "Non c'è un abbonamento da modificare."])
}

// swift-format-ignore
extension Refusal {
    static let notLater       = Refusal("not_later", ["en": "must be later than the present end, and not in the past", "it": "deve essere successiva alla scadenza attuale e non nel passato"])
    static let tooFarAhead    = Refusal("too_far_ahead", ["en": "must be within two years", "it": "deve essere entro due anni"])
    static let servicesOnce   = Refusal("services_once", ["en": "must contain at least one service, and each service only once", "it": "deve indicare almeno un servizio, e ciascuno una sola volta"])
    static let priceOfPlan    = Refusal("price_of_plan", ["en": "a plan for sale needs a price, and a welcome plan must be free", "it": "un piano in vendita deve avere un prezzo, quello di benvenuto deve essere gratuito"])
    static let trialOfWelcome = Refusal("trial_of_welcome", ["en": "a welcome plan needs at least one trial day", "it": "il piano di benvenuto deve avere almeno un giorno di prova"])
}
