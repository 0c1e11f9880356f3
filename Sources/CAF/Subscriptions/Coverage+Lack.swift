import Kernel

extension Coverage.Lack {
    // swift-format-ignore
    var message: LocalizedText {
        switch self {
        case .noSubscription:     ["en": "There is no subscription.", "it": "Non c'è un abbonamento."]
        case .subscriptionEnded:  ["en": "The subscription has ended.", "it": "L'abbonamento è terminato."]
        case .paymentOverdue:     ["en": "A payment is overdue.", "it": "Un pagamento è in ritardo."]
        case .serviceNotIncluded: ["en": "The plan does not include this service.", "it": "Il piano non comprende questo servizio."]
        case .allowanceSpent:     ["en": "The allowance of this period is spent.", "it": "La disponibilità del periodo è esaurita."]
        }
    }

    var finding: Problem.Fault {
        Problem.Fault("/subscription", Refusal(rawValue, message))
    }
}
