-- A visitor who comes for the first time: no cookie, one page.
done = require("summary")
