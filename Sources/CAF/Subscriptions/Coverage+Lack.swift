import Kernel

extension Coverage.Lack {
    // swift-format-ignore
    var message: LocalizedText {
        switch self {
        case .noSubscription:     ["en": "There is no active subscription.", "it": "Non c'è un abbonamento attivo."]
        case .subscriptionEnded:  ["en": "The subscription has ended.", "it": "L'abbonamento è terminato."]
        case .paymentOverdue:     ["en": "A payment for the subscription is overdue.", "it": "Un pagamento dell'abbonamento è in ritardo."]
        case .serviceNotIncluded: ["en": "The plan does not include this service.", "it": "Il piano non comprende questo servizio."]
        case .allowanceSpent:     ["en": "The plan has no uses left in this period.", "it": "Le richieste comprese nel piano per questo periodo sono esaurite."]
        }
    }

    var finding: Problem.Fault {
        Problem.Fault("/subscription", Refusal(rawValue, message))
    }
}
