import Kernel

// swift-format-ignore
extension Problem.Code {
    static let subscriptionRequired = Self("caf.subscription_required", 402, ["en": "The subscription does not cover this.", "it": "L'abbonamento non copre questa operazione."])
    static let planTaken            = Self("caf.plan_taken", 409, ["en": "There is a plan of this code, or a welcome plan, already.", "it": "Esiste già un piano con questo codice o un piano di benvenuto."])
    static let planHasSubscribers   = Self("caf.plan_has_subscribers", 409, ["en": "The terms of a plan do not change under those who have it; retire it and offer another.", "it": "Le condizioni di un piano non cambiano per chi lo ha già; va ritirato e sostituito."])
    static let planNotForSale       = Self("caf.plan_not_for_sale", 409, ["en": "This plan is not for sale.", "it": "Questo piano non è in vendita."])
    static let notSubscribed        = Self("caf.not_subscribed", 409, ["en": "There is no subscription to change.", "it": "Non c'è un abbonamento da modificare."])
}

// swift-format-ignore
extension Refusal {
    static let servicesOnce   = Refusal("services_once", ["en": "must name at least one service, each once", "it": "deve indicare almeno un servizio, ciascuno una volta"])
    static let priceOfPlan    = Refusal("price_of_plan", ["en": "a plan for sale has a price, a welcome plan has none", "it": "un piano in vendita ha un prezzo, quello di benvenuto no"])
    static let trialOfWelcome = Refusal("trial_of_welcome", ["en": "a welcome plan lasts at least a day", "it": "il piano di benvenuto dura almeno un giorno"])
}
