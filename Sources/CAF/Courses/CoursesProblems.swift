import Kernel

// swift-format-ignore
extension Problem.Code {
    static let alreadyEnrolled = Self("caf.already_enrolled", 409, ["en": "You are enrolled in this course already.", "it": "Risulta già iscritto a questo corso."])
    static let courseOver      = Self("caf.course_over", 409, ["en": "The course has begun or was cancelled.", "it": "Il corso è già iniziato o è stato annullato."])
    static let courseInUse     = Self("caf.course_in_use", 409, ["en": "People are enrolled; cancel the course instead.", "it": "Ci sono iscritti: annullare il corso."])
    static let courseUnpaid    = Self("caf.course_unpaid", 402, ["en": "This course must be paid for, or be part of the plan.", "it": "Il corso è a pagamento o riservato ad alcuni piani."])
    static let courseFull          = Self("caf.course_full", 409, ["en": "Every seat is taken.", "it": "Non ci sono posti liberi."])
    static let courseNeedsNoPayment = Self("caf.course_needs_no_payment", 409, ["en": "The course costs you nothing; enrol.", "it": "Il corso non prevede un pagamento: basta iscriversi."])
}

// swift-format-ignore
extension Refusal {
    static let peopleEnrolled = Refusal("people_enrolled", ["en": "people are enrolled already", "it": "ci sono già iscritti"])
}
