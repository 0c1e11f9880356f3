import Kernel

// swift-format-ignore
extension Problem.Code {
    static let appointmentTypeUsed = Self("caf.appointment_type_used", 409, ["en": "Appointments of this kind exist; set is_active to false instead.", "it": "Esistono appuntamenti di questo tipo; impostare is_active a false."])
}

// swift-format-ignore
extension Refusal {
    static let alreadyBegun         = Refusal("already_begun", ["en": "is past", "it": "è già passato"])
    static let notBegunYet          = Refusal("not_begun_yet", ["en": "is still to come", "it": "deve ancora arrivare"])
    static let notAnAppointmentType = Refusal("not_an_appointment_type", ["en": "is no appointment that can be booked", "it": "non è un appuntamento prenotabile"])
    static let notQualified         = Refusal("not_qualified", ["en": "does not hold such appointments", "it": "non tiene appuntamenti di questo tipo"])
    static let notTheirRequest      = Refusal("not_their_request", ["en": "is not a request of this customer", "it": "non è una pratica di questo cliente"])
    static let notACustomer         = Refusal("not_a_customer", ["en": "is not a customer", "it": "non è un cliente"])
    static let onlyForOneself       = Refusal("only_for_oneself", ["en": "can only be oneself", "it": "può essere solo il richiedente"])
    static let tooManyDays          = Refusal("too_many_days", ["en": "is more than 31 days after the first day, or before it", "it": "è oltre 31 giorni dopo il primo giorno, o prima di esso"])
    static let tooManyOperators = Refusal("too_many_operators", ["en": "names too many", "it": "ne indica troppi"])
}
