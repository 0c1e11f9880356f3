import Kernel
import Store

extension Feature {
    /// The settings of people with a zone of their own; empty for products whose people have the product's zone.
    static func preferences(_ policy: NoticePolicy) -> Feature {
        guard policy.personal != nil else { return Feature() }
        return Feature(
            routes: PersonalPreferences.routes,
            migrations: PersonSetting.migrations,
            bounds: [
                Bound(
                    "PATCH /users/me/preferences",
                    because: "changes the caller's own settings, 60 times an hour at most"
                )
            ],
            personalData: [PersonSetting.personalData, ZoneChange.personalData]
        )
    }
}
