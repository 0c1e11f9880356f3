import Platform

enum CompanyAction: String, AuditAction {
    case add = "company.add"
    case addVendor = "company.add_vendor"
    case change = "company.change"
    case changeCommission = "company.change_commission"
    case changeDeliveryFees = "company.change_delivery_fees"
    case removeVendor = "company.remove_vendor"
}
