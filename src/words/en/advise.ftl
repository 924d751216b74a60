# advise
