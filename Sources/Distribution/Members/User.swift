import Kernel
import Platform
import Store

typealias User = Platform.User<Member>

extension Member: UserProfile {
    static let join: SQL = "member m ON m.account_id = a.id"
    static let searchColumn: SQL = "m.search_text"
    static let notOneself = Problem.Code.notOneself

    static let userColumns: SQL =
        """
        \(Account.columns), m.account_id, m.name, m.shop_name, m.shop_address, m.zone_id, m.company_id, m.customer_group,
        m.created_at AS member_created_at, m.updated_at AS member_updated_at, m.version AS member_version
        """

    /// A location admin sees the people of their zones and their own profile.
    static let visibility = Visibility(
        own: "m.account_id",
        areas: [.zones: { caller in "(\(Area.zones.of("m.zone_id")(caller)) OR m.account_id = \(caller))" }]
    )
}
