import Kernel
import Web

extension Feature {
    /// Preferences by topic, and notifications that their recipients hide, where the product's contract has them.
    package static let topics = Feature(
        routes: [
            Post(
                "/notifications/preferences",
                TopicPreferences.choose,
                .account,
                "Choose the channels of topics",
                details: "Only the pairs of topic and channel in the list change."
            ).upTo(bytes: 8_192),
            Delete(
                "/notifications/{id}",
                HiddenNotification.hide,
                .account,
                "Hide a notification",
                details: "It leaves the list, and counts as read."
            ),
        ].tagged("Notifications"),
        bounds: ["POST /notifications/preferences", "DELETE /notifications/{id}"].map {
            Bound($0, because: "changes only rows of the caller")
        }
    )
}
