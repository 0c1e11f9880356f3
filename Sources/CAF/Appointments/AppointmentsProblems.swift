import Kernel

// swift-format-ignore
extension Problem.Code {
    static let appointmentTypeUsed = Self("caf.appointment_type_used", 409, ["en": "Appointments of this type exist. Set is_active to false instead.", "it": "Esistono appuntamenti di questo tipo. Impostare invece is_active a false."])
}

// swift-format-ignore
extension Refusal {
    static let alreadyBegun         = Refusal("already_begun", ["en": "is in the past", "it": "è già passato"])
    static let notBegunYet          = Refusal("not_begun_yet", ["en": "is in the future", "it": "non è ancora passato"])
    static let notAnAppointmentType = Refusal("not_an_appointment_type", ["en": "is not an appointment type that can be booked", "it": "non è un tipo di appuntamento prenotabile"])
    static let notQualified         = Refusal("not_qualified", ["en": "does not offer appointments of this type", "it": "non offre appuntamenti di questo tipo"])
    static let notTheirRequest      = Refusal("not_their_request", ["en": "is not a request of this customer", "it": "non è una richiesta di questo cliente"])
    static let notACustomer         = Refusal("not_a_customer", ["en": "is not a customer", "it": "non è un cliente"])
    static let onlyForOneself       = Refusal("only_for_oneself", ["en": "customers can only book for themselves", "it": "un cliente può prenotare solo per sé"])
    static let tooManyDays          = Refusal("too_many_days", ["en": "must be within 31 days from the first day", "it": "deve cadere entro 31 giorni dal primo giorno"])
    static let tooManyOperators = Refusal("too_many_operators", ["en": "has too many operators", "it": "indica troppi operatori"])
}
