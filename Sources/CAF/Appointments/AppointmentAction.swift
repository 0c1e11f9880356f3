import Platform

enum AppointmentAction: String, AuditAction {
    case book = "appointment.book"
    case appointmentTypeChange = "appointment_type.change"
    case appointmentTypeCreate = "appointment_type.create"
    case appointmentTypeDelete = "appointment_type.delete"
    case officeClosureAdd = "office_closure.add"
    case officeClosureHolidays = "office_closure.holidays"
    case officeClosureRemove = "office_closure.remove"
    case operatorHoursExcept = "operator_hours.except"
    case operatorHoursForget = "operator_hours.forget"
    case operatorHoursSave = "operator_hours.save"
}
