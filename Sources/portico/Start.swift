import App
import ArgumentParser

@main
enum Start {
    static func main() async {
        await Portico.main(nil)
    }
}
