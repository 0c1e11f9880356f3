import Platform

// swift-format-ignore
extension NoticeTemplate {
    static let profileChanged = market(.system, "profile_changed",
        subject: "Your profile was changed",
        """
        An administrator changed your profile.

        Reason: {{reason}}
        """, preview: ["reason": "You asked us by telephone to correct your address."])

    static let regionsAssigned = market(.system, "regions_assigned",
        subject: "Your regions have changed",
        """
        An administrator assigned regions to you. You find them in your profile.

        Reason: {{reason}}
        """, preview: ["reason": "The region Boston has no manager at present."])

    static let roleChanged = market(.system, "role_changed",
        subject: "Your role has changed",
        """
        An administrator changed your role to {{role}}. Please log in again.

        Reason: {{reason}}
        """, preview: ["role": "local manager", "reason": "You run the region Boston from Monday on."])
}
