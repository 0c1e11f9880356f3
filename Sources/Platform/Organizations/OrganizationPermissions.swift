import Kernel

extension Permission {
    package static let organizationRead = Permission("organization.read")
    package static let organizationManage = Permission("organization.manage")
    /// Create, activate, suspend and close organisations.
    package static let organizationAdminister = Permission("organization.administer")
    package static let departmentManage = Permission("organization.department.manage")
    package static let memberManage = Permission("organization.member.manage")
    package static let invitationManage = Permission("organization.invitation.manage")
    package static let seatRead = Permission("organization.seat.read")
    package static let seatManage = Permission("organization.seat.manage")
    package static let organizationAudit = Permission("organization.audit.read")
}
