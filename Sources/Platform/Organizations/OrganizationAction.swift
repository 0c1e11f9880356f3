/// The audited actions on an organisation, in addition to the transitions of its lifecycles.
enum OrganizationAction: String, AuditAction {
    case create = "organization.create"
    case change = "organization.change"
    case createDepartment = "department.create"
    case changeDepartment = "department.change"
    case deleteDepartment = "department.delete"
    case join = "membership.join"
    case moveMember = "membership.move"
    case changeMemberRole = "membership.change_role"
    case invite = "organization_invitation.create"
    case startSubscription = "organization_subscription.start"
    case changeSubscription = "organization_subscription.change"
}
