import Platform

enum ServiceRequestAction: String, AuditAction {
    case assign = "service_request.assign"
    case create = "service_request.create"
    case delete = "service_request.delete"
    case edit = "service_request.edit"
    case message = "service_request.message"
    case note = "service_request.note"
    case overdue = "service_request.overdue"
}
