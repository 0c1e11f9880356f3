enum OIDCAction: String, AuditAction {
    case link = "oidc.link"
    case linkUnproved = "oidc.link_unproved"
    case refuse = "oidc.refuse"
}
