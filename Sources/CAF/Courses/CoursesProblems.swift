import Kernel

// swift-format-ignore
extension Problem.Code {
    static let alreadyEnrolled = Self("caf.already_enrolled", 409, ["en": "You are already enrolled in this course.", "it": "L'iscrizione a questo corso risulta già effettuata."])
    static let courseOver      = Self("caf.course_over", 409, ["en": "The course has begun or was cancelled.", "it": "Il corso è già iniziato o è stato annullato."])
    static let courseInUse     = Self("caf.course_in_use", 409, ["en": "Customers are enrolled. Cancel the course instead.", "it": "Ci sono iscritti. Annullare invece il corso."])
    static let courseUnpaid    = Self("caf.course_unpaid", 402, ["en": "This course must be paid for. Pay at the checkout, or subscribe to a plan that includes it.", "it": "Il corso è a pagamento. Pagarlo, oppure sottoscrivere un piano che lo comprende."])
    static let courseFull          = Self("caf.course_full", 409, ["en": "The course is full.", "it": "Non ci sono posti liberi."])
    static let courseNeedsNoPayment = Self("caf.course_needs_no_payment", 409, ["en": "No payment is due for this course. Enrol directly.", "it": "Il corso non prevede alcun pagamento. Iscriversi direttamente."])
}

// swift-format-ignore
extension Refusal {
    static let peopleEnrolled = Refusal("people_enrolled", ["en": "customers are already enrolled", "it": "ci sono già iscritti"])
}
