import Kernel
import Store

extension Feature {
    static func accounts(_ policy: AccountPolicy) -> Feature {
        Feature(
            routes: Accounts.routes + PhoneRoutes.routes(policy),
            migrations: Accounts.migrations + Accounts.access,
            jobs: [ForgetSessions.self, MailPasswordLink.self, MailRegistration.self, SendPhoneCode.self],
            schedules: [Every("accounts.forget_sessions", .hours(1), ForgetSessions())],
            problems: Accounts.problems,
            administration: [.usersManage],
            personalData: Accounts.personalData,
            impersonalTables: [
                ImpersonalTable("login_attempt", "keyed hashes of failed logins, for a day"),
                ImpersonalTable("mail_allowance", "keyed hashes of addresses, with counts"),
                ImpersonalTable("phone_code", "keyed hashes of numbers and codes, for minutes"),
                ImpersonalTable("service_token", "names of programs"),
            ],
            templates: Accounts.templates,
            sealed: [SecondFactor.secret],
            audit: AccountAction.self
        )
    }
}
