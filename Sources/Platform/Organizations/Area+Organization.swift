import Kernel
import Store

extension Area {
    /// The organisation of the caller's open, active membership.
    package static let organization = Area("organization") { column, account in
        "\(column) = (SELECT m.organization_id FROM membership m WHERE m.account_id = \(account) AND m.state = 'active')"
    }
}
