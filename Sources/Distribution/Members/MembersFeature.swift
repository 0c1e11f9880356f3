import Platform
import Store

extension Feature {
    static let people = Feature(
        routes: SignUp.routes + Users.routes + Admins.routes,
        migrations: [
            Migration(
                id: "distribution/101-shop-address",
                "ALTER TABLE member ADD COLUMN shop_address {text};"
            ),
            Staff.migration,
        ],
        lateMigrations: [searchMigration, telephoneMigration],
        problems: [.notOneself],
        personalData: [memberData],
        searched: [Member.searched],
        audit: MemberAction.self
    )
}
